# The quality case: defects on series of pictures.

quality-name = Quality
