"""Text with light marks (CommonMark and tables): to safe HTML, and back from the HTML of our own pages. Pure."""
