"""TeX as papers use it, in formulas as well as in whole sources: tokens, symbols and plain text."""
