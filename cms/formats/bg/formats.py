DATE_FORMAT = "j E Y г."
