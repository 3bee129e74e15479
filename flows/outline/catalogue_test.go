package outline_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// asked is one row of the catalogue, or of an outline written as the catalogue
// would write it.
type asked struct {
	Section, Cite, Item, Kind, Unit, Levels, QuantityNamed, Label, Rule string
}

// proseRules says what the model makes of each rule the catalogue writes in
// prose; a rule that starts with "+" is not in the catalogue's rule column but in
// its words ("số lượng và tên") or stands on the other item.
var proseRules = map[flows.OutlineID]map[string][2]string{
	"first-half-2024": {
		"thanh_vien.hien_co":       {"new members ≤ current members at each level", "at_least thanh_vien.ket_nap"},
		"hai_long.ho_hai_long":     {"≤ hai_long.ho_lay_y_kien", "at_most hai_long.ho_lay_y_kien"},
		"hai_long.ty_le":           {"= ho_hai_long / ho_lay_y_kien, computed, never asked", "formula hai_long.ho_hai_long / hai_long.ho_lay_y_kien"},
		"nha_dai_doan_ket.tri_gia": {"must be > 0 when xay_moi + sua_chua > 0 (warning)", "positive_if nha_dai_doan_ket.xay_moi nha_dai_doan_ket.sua_chua"},
		"cuu_tro.co":               {"gate of the rest of II.2.1.d", ""},
		"cuu_tro.so_tien":          {"only if cuu_tro.co", "only_if cuu_tro.co"},
		"cuu_tro.ho":               {"only if cuu_tro.co", "only_if cuu_tro.co"},
		"mo_hinh.moi_truong":       {"the outline says “nêu rõ số lượng và tên mô hình”: count asked, names asked, names ≤ count", "counted"},
		"mo_hinh.giao_thong":       {"as above", "counted"},
		"mo_hinh.an_ninh":          {"as above", "counted"},
		"mo_hinh.suc_khoe":         {"as above", "counted"},
		"cu_tri.da_tra_loi":        {"≤ cu_tri.y_kien", "at_most cu_tri.y_kien"},
		"cu_tri.ty_le":             {"= da_tra_loi / y_kien, computed", "formula cu_tri.da_tra_loi / cu_tri.y_kien"},
		"hoa_giai.thanh":           {"≤ hoa_giai.vu_viec", "at_most hoa_giai.vu_viec"},
		"hoa_giai.ty_le":           {"= thanh / vu_viec, computed", "formula hoa_giai.thanh / hoa_giai.vu_viec"},
		"don_thu.giai_quyet":       {"≤ don_thu.tiep_nhan", "at_most don_thu.tiep_nhan"},
		"don_thu.ty_le":            {"= giai_quyet / tiep_nhan, computed", "formula don_thu.giai_quyet / don_thu.tiep_nhan"},
		"gop_y.ten":                {"names ≤ gop_y.so", "names_of gop_y.so"},
		"giam_sat.da_xu_ly":        {"≤ giam_sat.kien_nghi", "at_most giam_sat.kien_nghi"},
		"giam_sat.ty_le":           {"= da_xu_ly / kien_nghi, computed", "formula giam_sat.da_xu_ly / giam_sat.kien_nghi"},
		"doi_ngoai.chuong_trinh":   {"as II.2.4", "counted"},
		"doi_ngoai.ban_ghi_nho":    {"as II.2.4", "counted"},
		"doi_ngoai.giao_luu":       {"as II.2.4", "counted"},
		"dai_hoi.tong_so_xa":       {"≥ dai_hoi.xa_da_to_chuc", "at_least dai_hoi.xa_da_to_chuc"},
		"hiep_thuong.noi_dung":     {"names ≤ hiep_thuong.so_luong", "names_of hiep_thuong.so_luong"},
		"phoi_hop.noi_dung":        {"names ≤ phoi_hop.so_luong", "names_of phoi_hop.so_luong"},
	},
	"mid-term-2019-2024": {
		"trien_khai.luot_nguoi":    {"> 0 when so_cuoc > 0 (warning)", "positive_if trien_khai.so_cuoc"},
		"ngay_hoi.tong_khu_dan_cu": {"≥ ngay_hoi.khu_dan_cu", "at_least ngay_hoi.khu_dan_cu"},
		"cuu_tro.co":               {"gate", ""},
		"cuu_tro.so_tien":          {"only if cuu_tro.co", "only_if cuu_tro.co"},
		"mo_hinh.moi":              {"", "counted"}, // the label says "(số lượng và tên)"
		"don_thu.giai_quyet":       {"≤ don_thu.tiep_nhan", "at_most don_thu.tiep_nhan"},
		"hoa_giai.thanh":           {"≤ hoa_giai.vu_viec", "at_most hoa_giai.vu_viec"},
		"giam_sat.da_xu_ly":        {"≤ giam_sat.kien_nghi", "at_most giam_sat.kien_nghi"},
		"giam_sat.ty_le":           {"= da_xu_ly / kien_nghi, computed", "formula giam_sat.da_xu_ly / giam_sat.kien_nghi"},
	},
}

// catalogue reads the office's catalogue for one outline, each prose rule
// replaced by the model's.
func catalogue(t *testing.T, id flows.OutlineID) []asked {
	t.Helper()
	r := csv.NewReader(strings.NewReader(readFile(t, "catalogue.tsv")))
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []asked
	for _, c := range rows[1:] {
		if c[0] != string(id) {
			continue
		}
		rule := proseRules[id][c[3]]
		if c[9] != rule[0] {
			t.Errorf("%s: the catalogue's rule is %q, the table maps %q", c[3], c[9], rule[0])
		}
		list = append(list, asked{c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], rule[1]})
	}
	return list
}

// row writes an item as the catalogue does.
func row(o *outline.Outline, it *outline.Item) asked {
	var levels []string
	for _, id := range it.Levels {
		i := slices.IndexFunc(o.Levels, func(l outline.Level) bool { return l.ID == id })
		levels = append(levels, o.Levels[i].Name)
	}
	named := "no"
	if it.QuantityNamed {
		named = "yes"
	}
	return asked{it.Section, it.Cite, string(it.ID), string(it.Kind), it.Unit, strings.Join(levels, ","), named, it.Label, ruleOf(it)}
}

func ruleOf(it *outline.Item) string {
	var rules []string
	add := func(key string, ids ...flows.ItemID) {
		for _, id := range ids {
			if id != "" {
				key += " " + string(id)
			}
		}
		if strings.Contains(key, " ") {
			rules = append(rules, key)
		}
	}
	if it.Counted {
		rules = append(rules, "counted")
	}
	add("at_most", it.AtMost)
	add("at_least", it.AtLeast)
	add("names_of", it.NamesOf)
	add("only_if", it.OnlyIf)
	add("positive_if", it.PositiveIf...)
	if it.Formula != nil {
		add("formula", it.Formula.Part, "/", it.Formula.Whole)
	}
	return strings.Join(rules, "; ")
}

func TestItemsAreTheCatalogue(t *testing.T) {
	for _, o := range outline.Shipped() {
		var got []asked
		for _, c := range o.Cards() {
			for _, it := range c.Items {
				got = append(got, row(o, it))
			}
		}
		if diff := cmp.Diff(catalogue(t, o.ID), got); diff != "" {
			t.Errorf("%s (-catalogue +outline):\n%s", o.ID, diff)
		}
	}
}
