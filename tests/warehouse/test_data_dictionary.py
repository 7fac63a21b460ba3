from tools.data_dictionary import TARGET, render
from warehouse.store import Warehouse


def test_the_data_dictionary_is_that_of_the_database(warehouse: Warehouse):
    assert TARGET.read_text("utf-8") == render(warehouse.connection), "run make dictionary"
