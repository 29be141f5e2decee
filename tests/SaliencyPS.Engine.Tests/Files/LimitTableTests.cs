using SaliencyPS.Tests.Evaluation.GroundTruth;
using SaliencyPS.Tests.HouseRules;
using SaliencyPS.Tests.Imaging;
using SaliencyPS.Tests.Imaging.Codecs;
using SaliencyPS.Tests.Imaging.Jpeg;
using SaliencyPS.Tests.Inputs;
using SaliencyPS.Tests.Networks.Formats.Numpy;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using SaliencyPS.Tests.Networks.Formats.Safetensors;
using SaliencyPS.Tests.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Files;

/// <summary>The table of bounds in docs/limits.md, and the tests of each row.</summary>
public sealed class LimitTableTests
{
    // How the bound begins: the tests that fail without it. More of a reader's are beside these.
    private static readonly Dictionary<string, string[]> Tests = new()
    {
        ["1 GiB of file; 100 million pixels"] = [nameof(ImageDecoderTests.A_file_above_one_gigabyte_is_refused_unread),
            nameof(LimitTests.An_image_has_at_most_a_hundred_million_pixels_and_never_more_than_an_array_holds)],
        ["blocks that the data"] = [nameof(JpegDecoderTests.A_claim_the_data_cannot_hold_is_refused_before_memory_is_taken)],
        ["100 scans"] = [nameof(JpegDecoderTests.A_flood_of_scans_is_stopped),
            nameof(JpegDecoderTests.What_no_scan_has_coded_cannot_be_refined),
            nameof(JpegDecoderTests.A_bit_cannot_be_refined_twice)],
        ["1032 bytes of pixels"] = [nameof(LimitTests.A_PNG_claims_no_more_than_Deflate_can_make)],
        ["uncompressed pixels must all be there"] = [nameof(CodecTests.Every_truncation_is_an_error),
            nameof(CodecTests.Keeps_to_the_limits)],
        ["one directory"] =
            [nameof(ExifOrientationTests.An_entry_without_values_or_with_values_beyond_the_data_says_nothing)],
        ["1,000,000 entries"] =
            [nameof(ImageArchiveTests.An_archive_has_so_many_entries_and_the_images_among_the_first_are_there),
            nameof(ImageArchiveTests.A_name_that_leads_upwards_is_not_read)],
        ["64 MiB and 60 seconds"] = [nameof(WebImageTests.No_image_has_more_bytes_than_it_may),
            nameof(WebImageTests.A_server_that_falls_silent_is_given_up),
            nameof(WebImageTests.A_server_does_not_lead_round_in_circles)],
        ["65,536 characters of a path"] = ["Lists_that_are_none_are_refused"], // of the command line's tests
        ["67 million pixels of a side"] = [nameof(LimitTests.A_side_of_an_image_has_at_most_67_million_pixels)],
        ["4 GiB of file; 100,000 nodes"] = [nameof(LimitTests.A_network_of_more_than_four_gibibytes_is_not_read),
            nameof(LimitTests.A_graph_has_at_most_a_hundred_thousand_nodes),
            nameof(OnnxGraphTests.Pads_cannot_make_endless_data),
            nameof(LimitTests.What_a_layer_gives_has_at_most_six_axes),
            nameof(LimitTests.A_network_has_at_most_a_million_classes),
            nameof(LimitTests.A_window_its_steps_and_its_pads_have_at_most_16384_elements_a_side),
            nameof(LimitTests.An_input_has_at_most_4096_pixels_a_side)],
        ["8,796,093,022,208 multiply-adds"] = [nameof(OnnxGraphTests.A_pass_has_a_bound_of_work)],
        ["16,777,216 and 16"] = [nameof(OnnxGraphTests.Weights_that_layers_share_count_for_each_of_them)],
        ["computed ones together"] = [nameof(OnnxGraphTests.Shapes_cannot_grow_without_bound),
            nameof(OnnxGraphTests.Computed_constants_are_held_no_longer_than_they_are_read),
            nameof(LimitTests.A_movement_of_constants_gives_at_most_33_million_values)],
        ["plain files in the model's folder"] =
            [nameof(LimitTests.Data_of_a_network_lies_in_plain_files_of_its_folder_and_has_its_length),
                nameof(LimitTests.Data_of_a_network_in_another_file_has_at_most_4_gibibytes)],
        ["100,000,000 bytes of header"] = [nameof(LimitTests.The_header_of_safetensors_has_the_length_that_the_format_allows),
            nameof(SafetensorsReaderTests.Refuses_a_broken_header_and_names_the_tensor)],
        ["1,000,000 opcodes"] = [nameof(LimitTests.A_pickle_has_at_most_a_million_opcodes),
            nameof(LimitTests.A_pickle_in_an_archive_has_at_most_64_mebibytes),
            nameof(LimitTests.Texts_of_a_pickle_above_64_kibibytes_are_passed_over)],
        ["32 bytes for each compressed one"] = [nameof(LimitTests.An_entry_of_a_checkpoint_shrank_no_more_than_weights_do),
            nameof(ExportArchiveTests.A_bomb_is_refused), nameof(NumpyReaderTests.A_bomb_is_refused)],
        ["64 KiB of header"] = [nameof(LimitTests.The_header_of_a_numpy_array_has_at_most_64_kibibytes),
            nameof(LimitTests.A_NumPy_array_has_at_most_32_axes)],
        ["an executor takes half"] = [nameof(LimitTests.An_executor_takes_half_of_the_memory_at_most)],
        ["16 MiB each"] = [nameof(LimitTests.A_description_of_more_than_16_mebibytes_is_not_read),
            nameof(LimitTests.A_list_of_labels_has_at_most_16_mebibytes),
            nameof(LimitTests.A_description_is_at_most_64_levels_deep)],
        ["512 MiB of file"] = [nameof(LimitTests.True_boxes_of_more_than_half_a_gibibyte_are_not_read)],
        ["JSON 64 levels deep; 100,000 numbers"] = [nameof(LimitTests.A_reader_of_true_boxes_names_what_is_too_deep_or_too_long),
            nameof(GroundTruthMaskTests.Polygons_of_too_many_points_are_refused),
            nameof(GroundTruthMaskTests.A_polygon_takes_no_memory_for_what_its_image_is_said_to_be),
            nameof(LimitTests.An_image_of_COCO_has_at_most_715_million_pixels)],
        ["16 Mi characters"] = [nameof(LimitTests.A_reader_of_true_boxes_names_what_is_too_deep_or_too_long),
            nameof(GroundTruthFileTests.XML_too_deep_is_refused_before_a_tree_is_built),
            nameof(GroundTruthFileTests.Faults_of_XML_name_file_and_line)],
        ["1 Mi characters of a record"] = [nameof(LimitTests.A_reader_of_true_boxes_names_what_is_too_deep_or_too_long)],
        ["numbers hash differently"] = [nameof(LimitTests.Keys_hash_differently_however_they_are_made),
            nameof(CocoReaderTests.Many_ids_of_one_hash_code_take_no_longer_than_others)],
    };

    [Fact]
    public void Each_row_has_its_tests()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "limits.md"))
            .SkipWhile(line => !line.StartsWith("| reader | bound |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[2].Trim()).ToArray();
        Assert.Equal(Tests.Count, rows.Length);
        foreach (var (row, begin) in rows.Zip(Tests.Keys)) Assert.StartsWith(begin, row);
    }
}
