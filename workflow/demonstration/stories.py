"""The three projects of the demonstration and what is to happen to each."""

from dataclasses import dataclass

from catalogs.schema import ItemKey, OfficeId


@dataclass(frozen=True, kw_only=True)
class Story:
    """A project and its scripted turns. Items are those of its plan; offices answer through their inboxes."""

    key: str  # of the example facts in catalogs/data/examples
    name: str
    applicant: str  # login
    corrected: ItemKey  # its office asks for one correction
    refused: ItemKey  # refused at first, then applied for again
    withdrawn: ItemKey  # withdrawn by the applicant, then applied for again
    handed_over: ItemKey  # examined by a county, decided above it
    consulted: tuple[ItemKey, OfficeId] | None = None  # another office's opinion is asked before the decision


STORIES = (
    Story(
        key="industrial_filing",
        name="鲁甸县马铃薯精深加工厂",
        applicant="applicant.food",
        corrected=ItemKey("energy_review"),
        refused=ItemKey("works_planning_permit"),
        withdrawn=ItemKey("construction_waste_disposal"),
        handed_over=ItemKey("forest_land_use"),
    ),
    Story(
        key="wind_farm",
        name="巧家—鲁甸药山风电场",
        applicant="applicant.wind",
        corrected=ItemKey("soil_water_conservation"),
        refused=ItemKey("enterprise_verification"),
        withdrawn=ItemKey("highway_works_permit"),
        handed_over=ItemKey("land_pre_examination"),
        consulted=(ItemKey("enterprise_verification"), OfficeId("530600.water")),
    ),
    Story(
        key="school",
        name="昭阳区凤凰第二小学",
        applicant="applicant.school",
        corrected=ItemKey("eia_form"),
        refused=ItemKey("feasibility_study"),
        withdrawn=ItemKey("design_scheme_review"),
        handed_over=ItemKey("farmland_conversion"),
    ),
)
