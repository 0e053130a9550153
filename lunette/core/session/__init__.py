"""Sessions: the App and what this process shares with it."""

from lunette.core.config import AppConfig
from lunette.core.session import events
from lunette.core.session.launch import close_app, launch_app
from lunette.core.session.session import Session

__all__ = ["AppConfig", "Session", "close_app", "events", "launch_app"]
