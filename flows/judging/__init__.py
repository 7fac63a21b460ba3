"""People judge what was read: items to look at, a local page that shows them, and a plain file of answers."""
