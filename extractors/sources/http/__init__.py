"""Asking servers politely, and seeing through answers that lie."""
