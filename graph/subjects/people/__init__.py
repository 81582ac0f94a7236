"""Who somebody is here: the posts of a person, and the principal that they make."""
