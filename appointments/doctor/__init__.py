"""What an admin needs to know of the connection, without asking Leadway for it."""
