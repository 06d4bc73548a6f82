"""What an applicant reads before taking up the new form of a call."""

from forms.act import ActForm
from grants.definitions.comparing import effect
from grants.models import Application
from grants.queries.completeness import answers_of, facts_of_filing


class RenewForm(ActForm):
    """What the new form would ask, no longer ask, and no longer accept, of this very file."""

    lead = "L’appel a une nouvelle version. Vous pouvez la suivre, ou garder celle avec laquelle vous avez commencé."

    def prepare(self, subject: Application) -> None:
        self.lay_out = lambda: self.tell(subject)

    def tell(self, subject: Application) -> None:
        old, new = subject.file, subject.call.file
        answers = answers_of(subject, old.form_of(subject.stage_key).key)
        found = effect(old, new, subject.stage_key, answers, facts_of_filing(subject, answers))
        if found is None:
            return
        self.consequences = [f"Nouvelle question : {each.label}" for each in found.gained]
        self.consequences += [f"Ne sera plus posée : {each.label} (votre réponse reste lisible)" for each in found.lost]
        self.consequences += [f"À revoir : {each.label}. {said}" for each, said in found.invalid]
        self.consequences.append("Rien de ce que vous avez écrit n’est perdu.")
