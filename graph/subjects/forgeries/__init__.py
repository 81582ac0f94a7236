"""Suspected forgeries (疑似伪造): met by anybody, decided by the department that is imitated. Begin with `rules`."""
