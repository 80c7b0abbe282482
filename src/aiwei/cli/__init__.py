"""The command line, which is also the launcher of everything."""
