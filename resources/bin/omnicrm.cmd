@echo off
rem The command line of the installed app: the same program, given a command.
"%~dp0OmniCRM Desktop.exe" %*
