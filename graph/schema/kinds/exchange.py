"""Columns of what the exchange platform has told: deliveries of data, and uses of them."""

from __future__ import annotations

from graph.schema.columns import Column, Type
from graph.words.sharing import Purpose

DELIVERY = (
    # The platform's own number of the record, and the keyed hash of all that it said under it.
    Column("id", unique=True),
    Column("digest"),
    Column("resourceId", indexed=True, refers="Resource"),
    Column("providerId", refers="Department"),
    Column("deliveredAt", Type.MOMENT),
    Column("rows", Type.INTEGER),
    Column("newestOn", Type.DATE),
    Column("channel"),
    # In China, by which what was delivered is counted.
    Column("month", hidden=True),
    # Resource and moment: the deliveries of one, in their order.
    Column("resourceKey", indexed=True, hidden=True),
)
DATA_USE = (
    Column("id", unique=True),
    Column("digest"),
    Column("consumerId", refers="Consumer"),
    Column("resourceId", refers="Resource"),
    Column("usedAt", Type.MOMENT),
    Column("rows", Type.INTEGER),
    Column("purpose", Purpose),
    Column("grantId", refers="Grant"),
    Column("rule"),
    Column("caller"),
    Column("personCipher", Type.CIPHER),
    Column("item"),
    Column("businessCipher", Type.CIPHER),
    # Names of the items that were used; in what it was outside of what permits it, by which articles.
    Column("items", Type.TEXTS),
    Column("faults", Type.TEXTS),
    Column("faultRules", Type.TEXTS),
    # Resource and moment, consumer and moment: the uses of each, in their order.
    Column("resourceKey", indexed=True, hidden=True),
    Column("consumerKey", indexed=True, hidden=True),
    # The moment of one that was outside: those, in their order.
    Column("outsideKey", indexed=True, hidden=True),
    Column("parties", Type.TEXTS, hidden=True),
)
