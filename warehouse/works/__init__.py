"""Every work once: which documents are files, formats, versions and copies of one work."""
