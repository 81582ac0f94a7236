"""Who administers this store."""

from datetime import datetime

from api.graphql.lens.scalars import DateTime
from api.graphql.lens.values import attribute, shows
from graph.subjects.installation import administrators


@shows(administrators.Administrator, "Somebody who administers this store (管理员).")
class Administrator:
    """Somebody who administers this store."""

    subject: str = attribute("As tokens name the person; sealed, where that tells his identity number (人员标识).")
    registered_at: DateTime = attribute("When he was registered (登记时间).", through=datetime.isoformat)


@shows(administrators.Administration, "Who administers this store (管理员名单).")
class Administration:
    """Who administers this store."""

    administrators: list[Administrator] = attribute("By when they were registered (管理员).")
