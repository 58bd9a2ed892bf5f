"""What was reckoned before gets its alarm, and says which term it came from."""

from django.db import migrations
from django.db.models import F

UNIFIED = "交办机构统一规定的时限"


def wind_up(apps, schema_editor):
    deadlines = apps.get_model("correspondence", "Deadline").objects
    alarms = apps.get_model("correspondence", "Alarm")
    deadlines.filter(term_key="").update(term_key=F("kind"))
    deadlines.filter(base_event="rehandle_ordered").update(term_key="rehandle")
    deadlines.filter(override_reason=UNIFIED).update(override="unified")
    deadlines.filter(override="").exclude(override_reason="").update(override="extended")
    alarms.objects.bulk_create(
        (
            alarms(deadline=deadline, rings_on=deadline.base_on)
            for deadline in deadlines.filter(superseded=False, met_on__isnull=True).iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0003_deadlines")]
    operations = [migrations.RunPython(wind_up, migrations.RunPython.noop)]
