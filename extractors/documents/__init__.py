"""HTML, PDF and LaTeX bytes into one `Document`."""
