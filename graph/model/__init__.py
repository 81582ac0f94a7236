"""The words of the system as frozen values and closed lists; no behaviour beyond what a value knows of itself."""
