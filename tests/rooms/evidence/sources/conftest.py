"""One store with every shared statistical file in it, loaded once for all tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Reading, Store

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[5] / "shared" / "data")
FILES = (
    "undesa/ims2020_bilateral_by_sex_long.csv",
    "undesa/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx",
    "unhcr/population.csv",
    "worldbank/WB_Bilateral_Remittance_Estimates_2017.xlsx",
    "flows/abel_flow_da_pb_closed.json",
    "iom/missing_migrants_2014_2024.csv",
    "eurostat/natix_asylum_applicants_total.csv",
    "eurostat/natix_country_population.csv",
    "eurostat/natix_migrants_illegally_present.csv",
    "eurostat/natix_migrants_refused_entry_at_the_border.csv",
    "eurostat/natix_migration_permits_issued.csv",
    "eurostat/demo_r_gind3_sample.tsv",
)
# The long way round: in the nightly run alone.
LARGE = (
    "undesa/ims2020_bilateral_by_sex_long.csv",
    "undesa/UN_MigrantStockByOriginAndDestination_2019_clean.csv",
    "eurostat/natix_temporary_protection_beneficiaries_monthly.csv",
    "eurostat/natix_employment_rates_yearly.csv",
    "worldbank/WB_Bilateral_Estimates_Migrant_Stocks_2017.xlsx",
    "undesa/wpp2022_pop_single_age.csv.gz",
    "unhcr/asylum_applications.csv.gz",
    "unhcr/demographics.csv.gz",
    "flows/abel_flow_da_min_closed.json",
    "flows/abel_stock.json",
    "ctdc/ctdc2025_north_america_binary_subset.csv",
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared files; tests that need it are skipped where it is not."""
    if not (SHARED / FILES[0]).is_file():
        pytest.skip("the shared data are not here: set SOJOURN_SHARED_DATA")
    return SHARED


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the files that load fast."""
    store = Store(tmp_path_factory.mktemp("real"))
    for name in FILES:
        load_file(store, shared / name, by="Testperson Alder")
    return store


@pytest.fixture(scope="session")
def reading(real: Store) -> Iterator[Reading]:
    """The newest vintages of that store."""
    with real.reading() as opened:
        yield opened


@pytest.fixture(scope="session")
def large_store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the large files."""
    store = Store(tmp_path_factory.mktemp("large"))
    for name in LARGE:
        load_file(store, shared / name, by="Testperson Alder")
    return store


@pytest.fixture(scope="session")
def large(large_store: Store) -> Iterator[Reading]:
    """The newest vintages of that store."""
    with large_store.reading() as opened:
        yield opened
