"""Each setting: its name, what it does, and its value when nobody gives one."""

from dataclasses import dataclass

from grants.config.places import VAR, queue_socket

DEVELOPMENT_KEY = "cle-de-developpement-a-ne-jamais-utiliser-en-production"
ENVIRONMENTS = ("development", "demo", "test", "production")
THEMES = ("neutral", "dsfr")


@dataclass(frozen=True)
class Setting:
    """One setting; a secret one is never printed."""

    name: str
    help: str
    default: str | None = None
    is_secret: bool = False


SETTINGS = (
    Setting(
        "GUICHET_ENV",
        f"Usage de l’installation : {', '.join(ENVIRONMENTS)}.",
        "development",
    ),
    Setting(
        "DATABASE_URL",
        "Base de données : postgresql://… ou sqlite:///… (par défaut, un fichier SQLite).",
        f"sqlite:///{VAR / 'guichet.db'}",
    ),
    Setting(
        "REDIS_URL",
        "File des tâches : redis://…, rediss://… ou unix://… (par défaut, un Valkey embarqué).",
        f"unix://{queue_socket()}",
    ),
    Setting(
        "STORAGE_URL",
        "Rangement des pièces : file:<dossier>.",
        f"file:{VAR / 'files'}",
    ),
    Setting(
        "SMTP_URL",
        "Envoi du courriel : smtp://… ou smtps://… (sans lui, les courriels restent dans var/mail).",
    ),
    Setting(
        "SECRET_KEY",
        "Clé qui signe les sessions et les jetons (32 caractères ou plus).",
        DEVELOPMENT_KEY,
        True,
    ),
    Setting(
        "BASE_URL",
        "Adresse publique du site, celle des liens des courriels.",
        "http://localhost:8000",
    ),
    Setting(
        "THEME",
        "Habillage : neutral, ou dsfr pour les seuls services de l’État.",
        "neutral",
    ),
    Setting(
        "TZ",
        "Fuseau des horaires affichés et du calendrier des tâches.",
        "Europe/Paris",
    ),
    Setting(
        "CLAMAV_URL",
        "Antivirus ClamAV des pièces déposées : tcp://hôte:port ou unix:/chemin (facultatif).",
    ),
    Setting(
        "SIGNATURE_TRUST",
        "Dossier des certificats des autorités qui signent les lettres, PEM ou DER (sans lui, une signature est dite "
        "intègre et l’identité reste à vérifier).",
    ),
    Setting("SENTRY_DSN", "Adresse Sentry où envoyer les erreurs (facultatif).", None, True),
)
