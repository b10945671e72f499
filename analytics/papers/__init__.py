"""Official papers (minutes, reports, submissions, decisions) as DOCX in the form of decree 30/2020/NĐ-CP, annex I."""
