"""What publishing systems send, read as articles: one system a folder, a pure function from payload to submission."""
