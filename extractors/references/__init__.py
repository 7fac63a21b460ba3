"""Bibliographies into typed references, and the citation marks of quoted numbers into references."""
