"""arXiv: its listings, and the files of its papers."""
