"""Paper: what a printer is, the real drivers, and the virtual printer that shows what paper would show."""

from hardware.printers import profiles as profiles
