from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("topics", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="topicdraft",
            name="submission",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="topicedition",
            name="submission",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="topicdraft",
            constraint=models.UniqueConstraint(
                fields=("school", "submission"), name="topic_draft_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="topicedition",
            constraint=models.UniqueConstraint(
                fields=("school", "submission"), name="topic_edition_once"
            ),
        ),
    ]
