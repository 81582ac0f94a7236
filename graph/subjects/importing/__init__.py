"""Users' files of any kind: read, compared with what stands, written as one batch or refused with every reason."""
