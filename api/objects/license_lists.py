"""Lists of licences below something else: of a type, of a holder, and of the holder who asks."""

from api.objects.connections import Children
from graph.store import licenses

OF_TYPE = Children(licenses.LICENSES, "type")
OF_HOLDER = Children(licenses.LICENSES, "holder")
OF_ASKER = Children(licenses.LICENSES, "holder_code")
