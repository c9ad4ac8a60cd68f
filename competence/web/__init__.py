"""What every page shares: language, dates, navigation, security headers, errors and slots."""
