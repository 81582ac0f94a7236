"""Lists of entries below something else: of a department, in a library, out of a system, granted to a consumer."""

from api.objects.connections import Children
from graph.store import catalogue

OF_DEPARTMENT = Children(catalogue.RESOURCES, "department")
IN_LIBRARY = Children(catalogue.RESOURCES, "library")
FROM_SYSTEM = Children(catalogue.RESOURCES, "system")
OF_CONSUMER = Children(catalogue.RESOURCES, "consumer")
