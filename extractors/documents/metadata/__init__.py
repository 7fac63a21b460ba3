"""What identifies a paper: title, authors and year, told from what is printed around them."""
