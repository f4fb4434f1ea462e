"""What each screen shows, built whole from one reading; a module for each audience.

Knows no sockets; decides nothing.
"""

from display_server.views import (
    announcements as announcements,
    board as board,
    counter as counter,
    desk as desk,
    dossiers as dossiers,
    kiosk as kiosk,
    manager as manager,
    overview as overview,
    playlist as playlist,
    post as post,
    promises as promises,
    proof as proof,
    quiet as quiet,
    retention as retention,
    security_log as security_log,
    status as status,
    topics as topics,
    visitor as visitor,
)
