"""Settings from the environment (``AIWEI_…``). A secret is never on a command line: it is in a file."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_PORT = 8420


class Settings(BaseSettings):
    """Everything that may differ from office to office."""

    model_config = SettingsConfigDict(env_prefix="AIWEI_", extra="ignore", env_ignore_empty=True)

    home: Path | None = Field(None, description="data folder; default: a folder for user data")
    database_url: str | None = Field(None, description="a PostgreSQL of 15 or newer; default: embedded")
    database_url_file: Path | None = Field(None, description="a file with the URL, for container secrets")
    database_wait: float = Field(60.0, description="seconds to wait for the database at start")
    master_key_file: Path | None = Field(None, description="default: keys/master.key in the home")
    rules_file: Path | None = Field(None, description="the office's own limits; default: the shipped ones")
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    session_hours: float = 12.0

    def given_database(self) -> str | None:
        """The URL of the database that the office runs itself, from the setting or its file."""
        if self.database_url_file is not None:
            return self.database_url_file.read_text(encoding="utf-8").strip()
        return self.database_url
