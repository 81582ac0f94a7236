"""What can be asked, by subject; `api.schema` puts the parts together."""
