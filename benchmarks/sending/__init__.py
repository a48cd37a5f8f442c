"""Large uploads over a socket: who sends, what a browser without script would send, and the limit that receives."""
