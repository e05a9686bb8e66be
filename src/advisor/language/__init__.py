"""What advisor knows of Swedish and English words."""
