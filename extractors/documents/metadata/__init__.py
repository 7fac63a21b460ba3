"""What identifies a paper: title, authors, year and identifiers, told from what is printed around them."""
