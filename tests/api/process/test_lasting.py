"""What a serving process keeps to its end is not collected again and again."""

import gc

from api.process.lasting import settle


def test_what_there_is_when_a_service_begins_is_not_looked_through_again() -> None:
    kept, before = [{"what": "is kept"}], gc.get_threshold()
    try:
        settle()
        assert all(each is not kept for each in gc.get_objects())
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
