"""What can be done, by subject: an input, a use case, an identity that is read through the same lens."""
