"""Prefect flows, settings and the command line. The only package that imports prefect."""
