"""What entries come out of, rest on, lie in and go to: systems, legal bases, libraries, consumers."""
