"""What the kiosk keeps on its own disk, so that it goes on where it was: numbers, tickets, their paper, notes."""
