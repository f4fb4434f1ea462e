"""The blocks that a ticket can be laid out of."""

from display_server.domain.ticket_layout import BLOCKS, NEEDED


def test_every_block_has_one_name_and_the_number_is_one_of_them() -> None:
    assert len(set(BLOCKS)) == len(BLOCKS)
    assert NEEDED in BLOCKS
