"""What the command line shows of the catalogues, in Chinese or English, within 100 columns."""
