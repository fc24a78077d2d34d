"""Our own envelope (CONTRACT 7), for systems that can be taught to send it."""
