"""Requests to other people's servers at a courteous pace, and checks of what they answer."""
