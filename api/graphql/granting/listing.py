"""How grants of licences are listed: those of a consumer, and those of a licence type."""

from graph.subjects.granting import memory as granting_memory

OF_CONSUMER = granting_memory.grants_of_consumer
OF_TYPE = granting_memory.grants_of_type
