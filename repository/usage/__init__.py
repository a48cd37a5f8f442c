"""Who reads and takes what is public: counted without keeping who it was."""
