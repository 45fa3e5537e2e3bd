from django.urls import path

from incidents.dossiers.views import PersonnelFile, PupilFile, PupilList, StaffList

app_name = "dossiers"
here = "school/<slug:school>/dossiers"
urlpatterns = [
    path(f"{here}/", PupilList.as_view(), name="pupils"),
    path(f"{here}/leerlingen/<uuid:pk>/", PupilFile.as_view(), name="pupil_file"),
    path(f"{here}/medewerkers/", StaffList.as_view(), name="staff"),
    path(f"{here}/medewerkers/<uuid:pk>/", PersonnelFile.as_view(), name="personnel_file"),
]
