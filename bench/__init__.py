"""Figures of this machine, each beside the floor that was measured in the same run. Never run by CI."""
