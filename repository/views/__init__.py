"""What a browser asks for and gets: each view reads or calls one service and answers."""
